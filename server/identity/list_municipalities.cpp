#include "base/paging.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

std::vector<MunicipalityId> all_municipalities(store::Store& store) {
  constexpr int page = 500;
  std::vector<MunicipalityId> ids;
  store.read(MunicipalityId(), [&](Transaction& tx) {
    while (true) {
      const auto rows = tx.all<MunicipalityId, std::string, std::string>(
          sql::municipalities_after, ids.empty() ? MunicipalityId() : ids.back(), page);
      for (const auto& row : rows) ids.push_back(std::get<0>(row));
      if (rows.size() < page) return;
    }
  });
  return ids;
}

Outcome<v1::ListMunicipalitiesResponse> list_municipalities(Transaction& tx, const Actor&,
                                                            const v1::ListMunicipalitiesRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  auto rows = tx.all<MunicipalityId, std::string, std::string>(sql::municipalities_after, paging.after, paging.limit());
  v1::ListMunicipalitiesResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const auto& row) { return std::get<0>(row); }));
  for (auto& [id, slug, name] : rows) {
    auto& municipality = *response.add_municipalities();
    municipality.set_slug(std::move(slug));
    municipality.set_name(std::move(name));
  }
  return response;
}

}  // namespace emplooi::identity
