"""Scenarios for packages that sample, screen and calibrate models: ``docs/connect.md`` has an example of each.

- :mod:`powderkeg.connect.ema`: the EMA Workbench;
- :mod:`powderkeg.connect.salib`: SALib;
- :mod:`powderkeg.connect.abc`: pyABC.

Each is imported by its name, and takes its package when it is called. What they are made of is there for every other:
:attr:`powderkeg.Scenario.parameters` and :func:`powderkeg.runs_at`.
"""
