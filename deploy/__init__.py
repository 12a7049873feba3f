"""From this checkout to a running service: the package, the function, the edge, the site. Of these files the package holds `entry`, `patterns` and `unused`."""
