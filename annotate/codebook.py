"""Where `annotate.Codebook` was once imported from: scripts that still do so run, and are warned."""

import warnings

from annotate._codebook import Codebook as Codebook
from annotate._codebook import Label as Label

warnings.warn("annotate.codebook is annotate.Codebook and annotate.Label now.", DeprecationWarning, stacklevel=2)
