import leaf
import deeper
