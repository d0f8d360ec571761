#pragma once

#include <boost/asio/ssl/context.hpp>
#include <string>

#include "web/settings.h"

namespace emplooi::web {

struct CertificateFiles {
  std::string certificate;
  std::string key;
};

/// The files that the settings name; or the development certificate in `state_folder`, which is made (or made
/// anew before it ends) for localhost, 127.0.0.1 and ::1, its key readable by nobody else. Throws
/// std::runtime_error.
CertificateFiles certificate_files(const Settings& settings, const std::string& state_folder);

/// TLS 1.2 with ECDHE and AEAD ciphers, and 1.3; HTTP/1.1 by ALPN; session tickets; no renegotiation.
boost::asio::ssl::context server_context(const CertificateFiles& files);

}  // namespace emplooi::web
