import leaf
