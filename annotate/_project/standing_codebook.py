"""The codebook that stands in a project, for all of its verbs."""

from annotate._codebook import Codebook
from annotate._codebook_versions import Versions
from annotate._known_codebooks import make_known
from annotate._project import codebooks
from annotate._project.store import Store


class StandingCodebook:
    """Something that goes by a project's codebook."""

    _store: Store
    _codebooks: Versions | None = None
    """The codebook's versions that were made known last."""

    @property
    def codebook(self) -> Codebook:
        """The labels that tags may have, as it was revised last."""
        with self._store.reading() as connection:
            standing = codebooks.versions(connection)
        if standing != self._codebooks:
            self._codebooks = standing
            make_known(standing.newest, *(version.codebook for version in standing.all[:-1]))
        return standing.newest

    @property
    def _first_codebook(self) -> str:
        """The name of the codebook with which the study began; what stands may be a later version of it."""
        standing = self.codebook
        return standing.id if self._codebooks is None else self._codebooks.all[0].codebook.id
