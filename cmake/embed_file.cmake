# Writes FILE as a C string named rn_asset_IDENTIFIER into TO.
file(READ ${FILE} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE ${TO} "extern const char rn_asset_${IDENTIFIER}[];\nconst char rn_asset_${IDENTIFIER}[] = {${bytes}0};\n")
