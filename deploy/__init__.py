"""From this checkout to a running service: the package, the function, the edge, the site. Ships only `entry`."""
