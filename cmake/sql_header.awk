# Turns a domain's .sql file into a header with one Statement for each `-- name: <name> [shared]`.
# Usage: awk -v domain=vouchers -f sql_header.awk vouchers.sql > vouchers.sql.h
BEGIN {
  print "// Generated from " domain ".sql; do not edit."
  print "#pragma once"
  print ""
  print "#include \"store/statement.h\""
  print ""
  print "namespace emplooi::" domain "::sql {"
}
function finish() {
  if (name == "") return
  sub(/[ \n;]+$/, "", text)
  printf "\ninline constexpr store::Statement %s{\"%s.%s\",\n    R\"sql(%s)sql\", %s};\n", name, domain, name, text, shared
  names = names (names == "" ? "" : ", ") "&" name
}
/^-- name: / {
  finish()
  name = $3
  shared = ($4 == "shared") ? "true" : "false"
  text = ""
  next
}
/^ *--/ { next }
name != "" && !/^ *$/ { text = text (text == "" ? "" : "\n") $0 }
END {
  finish()
  printf "\ninline constexpr const store::Statement* all[] = {%s};\n\n}  // namespace emplooi::%s::sql\n", names, domain
}
