"""Simulation: a province's load on its definitions, as discrete events over the machine itself, on official time.

Pure and repeatable: nothing here reads a clock, and chance comes from `random.Random` with a seed that is said.
"""
