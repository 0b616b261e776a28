"""Where the project's checks were once imported from; `annotate` itself has all that is promised."""
