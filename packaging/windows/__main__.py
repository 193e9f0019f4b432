"""`python -m windows`: what `python dev.py build --windows` starts."""

import sys

from windows.building import main

sys.exit(main())
