# Journeys by clicks through the built apps, against the real server over a demo town; every page is looked at by axe in both
# languages, on a narrow screen, with large text and with forced colours. Screenshots: build/<preset>/browser/screenshots.
set(clients_folder ${CMAKE_BINARY_DIR}/browser/clients)
set(demo_town ${CMAKE_BINARY_DIR}/browser/demo.db)
add_test(NAME browser.build COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/browser/prepare.sh
  $<TARGET_FILE:emplooi> ${clients_folder} ${demo_town})
set_tests_properties(browser.build PROPERTIES TIMEOUT 600 FIXTURES_SETUP browser)
file(GLOB journeys CONFIGURE_DEPENDS browser/*_journey.mjs)
foreach(journey IN LISTS journeys)
  get_filename_component(name ${journey} NAME_WE)
  string(REPLACE _journey "" name ${name})
  add_test(NAME browser.${name} COMMAND node --test ${journey})
  set_tests_properties(browser.${name} PROPERTIES TIMEOUT 600 FIXTURES_REQUIRED "browser;logs" ENVIRONMENT
    "TEST_LOGS=${logs_folder};TEST_PROGRAM=$<TARGET_FILE:emplooi>;TEST_CLIENTS=${clients_folder};TEST_DEMO=${demo_town};TEST_SCREENSHOTS=${CMAKE_BINARY_DIR}/browser/screenshots")
endforeach()

# The apps' own rules: types, accessibility, both languages, money and days, size.
add_test(NAME clients.check COMMAND npm --prefix ${CMAKE_SOURCE_DIR}/clients run --silent check)
add_test(NAME clients.test COMMAND node ${CMAKE_CURRENT_SOURCE_DIR}/clients/run.mjs ${clients_folder})
set_tests_properties(clients.check clients.test PROPERTIES TIMEOUT 120 FIXTURES_REQUIRED browser)
