"""Drawing: a procedure as a picture, the same places for SVG and for BPMN 2.0. Pure; fonts are read as data."""
