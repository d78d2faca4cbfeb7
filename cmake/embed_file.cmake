# Writes FILE as a C string named rn_asset_IDENTIFIER into TO; of a script without the lines that are nothing
# but a comment, and without indents.
file(READ ${FILE} hex HEX)
if(FILE MATCHES "\\.js$")
  # a line feed is 0a, a blank 20, // is 2f2f: pairs of digits are set apart, so that none begins in another
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\1," hex "0a${hex}")
  string(REGEX REPLACE "0a,(20,)+" "0a," hex "${hex}")
  string(REGEX REPLACE "0a,2f,2f,([1-9a-f][0-9a-f],|0[0-9b-f],)*" "" hex "${hex}")
  string(REGEX REPLACE "^0a," "" hex "${hex}")
  string(REGEX REPLACE "(0a,)+" "0a," hex "${hex}")
  string(REPLACE "," "" hex "${hex}")
endif()
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE ${TO} "extern const char rn_asset_${IDENTIFIER}[];\nconst char rn_asset_${IDENTIFIER}[] = {${bytes}0};\n")
