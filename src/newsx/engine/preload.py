"""What the process that workers are forked from imports first: numpy reads this but once."""

from newsx.engine.worker import work_alone

work_alone()
