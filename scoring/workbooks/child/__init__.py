"""What opens hostile files, in a process of its own with limits on memory and time.

Nothing here imports pandas or the rest of the project, to start fast; the child finds this package by its folder alone
and never searches that folder before the standard library, whose names some of our modules share.
"""
