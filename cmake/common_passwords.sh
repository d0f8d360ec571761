#!/bin/sh
# Turns the list of common passwords into one C++ source, so that the program carries it.
# Usage: common_passwords.sh <list> > common_passwords_list.cpp
set -eu
echo '// Generated from server/identity/common_passwords.txt; do not edit.'
echo '#include "identity/common_passwords.h"'
echo
echo 'namespace emplooi::identity {'
echo
printf 'const std::string_view common_password_list = R"list('
sed '/^#/d' "$1"
echo ')list";'
echo
echo '}  // namespace emplooi::identity'
