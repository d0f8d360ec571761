# The style guide, executed: one test a rule, each told in the first line of its file.
foreach(rule asvs contract dependencies expansion formatting reachability sizes snapshots statements words)
  add_test(NAME tidy.${rule} COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/tidy/${rule}.py)
  set_tests_properties(tidy.${rule} PROPERTIES TIMEOUT 60 LABELS tidy)
endforeach()
add_test(NAME tidy.postgres COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/tidy/postgres.sh)
set_tests_properties(tidy.postgres PROPERTIES TIMEOUT 120 LABELS tidy SKIP_RETURN_CODE 77)

# README.md, executed.
add_test(NAME readme COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/readme/run.sh $<TARGET_FILE:emplooi>)
set_tests_properties(readme PROPERTIES TIMEOUT 900 FIXTURES_REQUIRED logs ENVIRONMENT TEST_LOGS=${logs_folder})
