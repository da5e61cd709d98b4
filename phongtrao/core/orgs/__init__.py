"""Names of bodies and places: recognise, make canonical, tell the level; entries have validity dates."""
