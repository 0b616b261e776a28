"""Where `annotate.check_project` was once imported from: scripts that still do so run, and are warned."""

import warnings

from annotate._project.check import check_project as check_project

warnings.warn("annotate.project.check is annotate.check_project now.", DeprecationWarning, stacklevel=2)
