"""The commands of `lienthong`: one module each, imported only when it is asked for."""
