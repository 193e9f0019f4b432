"""Where the built program with a console begins."""

import sys

from desktop.cli import main

sys.exit(main())
