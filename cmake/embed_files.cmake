# Writes FILES (separated by commas), one after the other, as a C string named rn_asset_IDENTIFIER into TO; of
# scripts without the lines that are nothing but a comment, and without indents.
string(REPLACE "," ";" files "${FILES}")
set(all "")
foreach(file ${files})
  file(READ ${file} hex HEX)
  if(file MATCHES "\\.js$")
    # a line feed is 0a, a blank 20, // is 2f2f: pairs of digits are set apart, so that none begins in another
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\1," hex "0a${hex}")
    string(REGEX REPLACE "0a,(20,)+" "0a," hex "${hex}")
    string(REGEX REPLACE "0a,2f,2f,([1-9a-f][0-9a-f],|0[0-9b-f],)*" "" hex "${hex}")
    string(REGEX REPLACE "^0a," "" hex "${hex}")
    string(REGEX REPLACE "(0a,)+" "0a," hex "${hex}")
    string(REPLACE "," "" hex "${hex}")
  endif()
  string(APPEND all ${hex})
endforeach()
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${all}")
file(WRITE ${TO} "extern const char rn_asset_${IDENTIFIER}[];\nconst char rn_asset_${IDENTIFIER}[] = {${bytes}0};\n")
