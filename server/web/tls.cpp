#include "web/tls.h"

#include <fcntl.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>

namespace emplooi::web {

namespace {

namespace ssl = boost::asio::ssl;

constexpr long valid_seconds = 365L * 24 * 3600;
constexpr long renew_seconds = 30L * 24 * 3600;

template <auto free>
struct Freed {
  template <class T>
  void operator()(T* thing) const {
    free(thing);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using File = std::unique_ptr<FILE, Freed<std::fclose>>;

void must(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("the certificate could not be made: ") + what);
}

void add_extension(X509* certificate, int which, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>> extension(
      X509V3_EXT_conf_nid(nullptr, &context, which, value));
  must(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "extension");
}

Certificate self_signed(EVP_PKEY* key) {
  Certificate certificate(X509_new());
  X509* const made = certificate.get();
  must(made, "memory");
  std::uint64_t serial = 0;
  must(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1, "randomness");
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(made), serial >> 1);
  X509_set_version(made, X509_VERSION_3);
  X509_gmtime_adj(X509_getm_notBefore(made), -300);
  X509_gmtime_adj(X509_getm_notAfter(made), valid_seconds);
  X509_NAME* const name = X509_get_subject_name(made);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("Emplooi development"),
                             -1, -1, 0);
  X509_set_issuer_name(made, name);
  X509_set_pubkey(made, key);
  add_extension(made, NID_basic_constraints, "critical,CA:FALSE");
  add_extension(made, NID_key_usage, "critical,digitalSignature");
  add_extension(made, NID_ext_key_usage, "serverAuth");
  add_extension(made, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1");
  must(X509_sign(made, key, EVP_sha256()) > 0, "signature");
  return certificate;
}

/// Written beside its place and moved there, so that a half file is never found.
template <class Write>
void write_file(const std::string& path, mode_t mode, Write write) {
  const std::string beside = path + ".new";
  std::filesystem::remove(beside);
  const int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  must(descriptor >= 0, beside.c_str());
  File file(::fdopen(descriptor, "w"));
  must(file && write(file.get()) && std::fflush(file.get()) == 0, path.c_str());
  std::filesystem::rename(beside, path);
}

void make_development_certificate(const CertificateFiles& files) {
  const Key key(EVP_EC_gen("P-256"));
  must(key != nullptr, "key");
  const auto certificate = self_signed(key.get());
  write_file(files.key, 0600, [&](FILE* file) {
    return PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1;
  });
  write_file(files.certificate, 0644, [&](FILE* file) { return PEM_write_X509(file, certificate.get()) == 1; });
}

bool is_good_for_a_while(const std::string& path) {
  const File file(std::fopen(path.c_str(), "r"));
  if (!file) return false;
  const Certificate certificate(PEM_read_X509(file.get(), nullptr, nullptr, nullptr));
  if (!certificate) return false;
  std::time_t then = std::time(nullptr) + renew_seconds;
  return X509_cmp_time(X509_get0_notAfter(certificate.get()), &then) > 0;
}

int select_http_1_1(SSL*, const unsigned char** chosen, unsigned char* length, const unsigned char* offered,
                    unsigned offered_length, void*) {
  static constexpr unsigned char http_1_1[] = "\x08http/1.1";
  unsigned char* found = nullptr;
  const int result = SSL_select_next_proto(&found, length, http_1_1, sizeof http_1_1 - 1, offered, offered_length);
  *chosen = found;
  return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

}  // namespace

CertificateFiles certificate_files(const Settings& settings, const std::string& state_folder) {
  if (!settings.certificate_file.empty()) return {settings.certificate_file, settings.key_file};
  const auto folder = std::filesystem::path(state_folder) / "tls";
  std::filesystem::create_directories(folder);
  const CertificateFiles files{folder / "certificate.pem", folder / "key.pem"};
  if (!is_good_for_a_while(files.certificate) || !std::filesystem::exists(files.key))
    make_development_certificate(files);
  return files;
}

ssl::context server_context(const CertificateFiles& files) {
  ssl::context context(ssl::context::tls_server);
  SSL_CTX* const raw = context.native_handle();
  SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(raw, "ECDHE+AESGCM:ECDHE+CHACHA20");
  SSL_CTX_set_options(raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(raw, SSL_MODE_RELEASE_BUFFERS);
  static constexpr unsigned char session_context[] = "emplooi";
  SSL_CTX_set_session_id_context(raw, session_context, sizeof session_context - 1);
  SSL_CTX_set_num_tickets(raw, 1);
  SSL_CTX_set_alpn_select_cb(raw, select_http_1_1, nullptr);
  context.use_certificate_chain_file(files.certificate);
  context.use_private_key_file(files.key, ssl::context::pem);
  return context;
}

}  // namespace emplooi::web
