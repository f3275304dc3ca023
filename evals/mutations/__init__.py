"""Guards taken away one at a time, to see whether anything turns red.

Contract: ``figures`` replaces a function while a suite runs over its dev cases and looks at the
suite's figure; ``trial`` breaks a line of code in a copy of the project and runs the tests that
guard it (``guards/*.yaml``, read by ``breaks``). The product has no hooks for either. A guard that
can go unnoticed protects nobody: a test or suite must be written for it.
"""
