"""Where the built program with a console begins."""

import sys

from desktop.__main__ import main

sys.exit(main())
