import leaf
import quits
