// The tree of RFC 6962, section 2.1, against the test vectors of Certificate Transparency's own implementation
// (google/certificate-transparency, merkle_tree_test.cc: eight inputs, and the root over the first n of them).
#include "store/bare_store.h"

namespace emplooi::testing {
namespace {

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

std::string to_hex(const store::Hash& hash) {
  std::string text;
  for (const auto byte : hash) text += fmt::format("{:02x}", byte);
  return text;
}

store::Leaf leaf_of(std::string_view hex) { return {RecordId(), store::sha256(std::string(1, '\0') + from_hex(hex))}; }

TEST(MerkleRoot, is_the_one_of_certificate_transparency) {
  const struct {
    const char* input;
    const char* root_up_to_here;
  } table[] = {
      {"", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
      {"00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"},
      {"10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
      {"2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"},
      {"3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"},
      {"40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"},
      {"5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"},
      {"606162636465666768696a6b6c6d6e6f", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"},
  };
  std::vector<store::Leaf> leaves;
  EXPECT_EQ(to_hex(store::merkle_root(leaves)), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (const auto& [input, root] : table) {
    leaves.push_back(leaf_of(input));
    EXPECT_EQ(to_hex(store::merkle_root(leaves)), root) << leaves.size() << " leaves";
  }
}

TEST(MerkleRoot, depends_on_every_leaf_and_on_their_order) {
  std::vector<store::Leaf> leaves;
  for (const auto* input : {"01", "02", "03", "04", "05", "06", "07"}) leaves.push_back(leaf_of(input));
  const auto root = store::merkle_root(leaves);
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    auto altered = leaves;
    altered[i].hash[31] ^= 1;
    EXPECT_NE(store::merkle_root(altered), root);
    if (i == 0) continue;
    auto swapped = leaves;
    std::swap(swapped[i - 1], swapped[i]);
    EXPECT_NE(store::merkle_root(swapped), root);
  }
}

}  // namespace
}  // namespace emplooi::testing
