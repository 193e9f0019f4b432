"""Where the built program with a console begins."""

import sys
from multiprocessing import freeze_support

# A process that helps with an import is this same program: it is told apart here, before anything is loaded.
freeze_support()

from desktop.__main__ import main  # noqa: E402

sys.exit(main())
