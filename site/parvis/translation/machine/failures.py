"""What a machine that fails raises, whatever went wrong with it."""


class MachineFailedError(Exception):
    """The machine gave no usable answer. Its text is for the person who asked.

    It says which machine and what happened, and nothing was written when it is raised.
    """
