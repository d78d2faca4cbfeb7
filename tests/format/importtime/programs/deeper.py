import deepest
