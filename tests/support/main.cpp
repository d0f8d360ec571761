#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>

#include "support/logs.h"
#include "support/statements.h"

/// Runs the tests. Further arguments are domains: then all tests together must have executed each of their statements.
int main(int count, char** arguments) {
  testing::InitGoogleTest(&count, arguments);
  emplooi::testing::keep_logs(std::filesystem::path(arguments[0]).filename().string());
  int result = RUN_ALL_TESTS();
  for (int i = 1; i < count; ++i) {
    for (const auto& name : emplooi::testing::statements_not_executed(arguments[i])) {
      std::cerr << "no test executes the statement " << name << '\n';
      result = 1;
    }
  }
  return result;
}
