"""`python -m windows`: what `python dev.py build --windows` starts."""

import sys

from devtools import machine
from windows.building import main

try:
    sys.exit(main())
except machine.Trouble as trouble:
    print(trouble, file=sys.stderr)
    sys.exit(1)
