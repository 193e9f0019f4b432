"""Where the built program with a window begins."""

import sys

from desktop.__main__ import main

sys.exit(main())
