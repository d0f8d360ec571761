#include "web/password_prompt.h"

#include <termios.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

namespace emplooi::web {

namespace {

std::string read_hidden(const char* variable, std::string_view prompt) {
  if (const char* given = std::getenv(variable)) return given;
  termios shown{};
  const bool is_terminal = tcgetattr(STDIN_FILENO, &shown) == 0;
  if (is_terminal) {
    auto hidden = shown;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSANOW, &hidden);
    std::cerr << prompt << std::flush;
  }
  std::string typed;
  std::getline(std::cin, typed);
  if (is_terminal) {
    tcsetattr(STDIN_FILENO, TCSANOW, &shown);
    std::cerr << '\n';
  }
  return typed;
}

}  // namespace

std::string read_password() { return read_hidden("EMPLOOI_PASSWORD", "Password: "); }

std::string read_one_time_code() { return read_hidden("EMPLOOI_ONE_TIME_CODE", "One-time code: "); }

}  // namespace emplooi::web
