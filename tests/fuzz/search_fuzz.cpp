// What people look for, of any bytes, asked of a real index: words, or a refusal; a word that a ticket has finds it, and
// nothing that is typed is a rule of the index's own language.
#include <filesystem>

#include "fuzzed.hpp"
#include "store/store.hpp"
#include "ticket/search_store.hpp"

namespace {

using namespace outdesk;

/// A store with two texts, which goes when the run ends.
struct Shelf {
  std::string folder = std::string(std::filesystem::is_directory("/dev/shm") ? "/dev/shm" : "/tmp") + "/outdesk-fuzz-XXXXXX";
  std::unique_ptr<Store> store;
  Shelf() {
    require(::mkdtemp(folder.data()) != nullptr);
    store = std::make_unique<Store>(Store::open_to_write(folder + "/outdesk.db"));
    keep_words(store->db(), 1, {search_words("Принтер на складе молчит"), search_words("near body: AND or NOT"), search_words("toner*")});
    keep_words(store->db(), 2, {search_words("Mail column subject"), search_words("100% _ \"quoted\""), ""});
  }
  ~Shelf() {
    store.reset();
    std::filesystem::remove_all(folder);
  }
};

void check_places(std::string_view text) {
  std::size_t last = 0;
  for (const WordPlace& place : word_places(text)) {
    require(last <= place.begin && place.begin < place.end && place.end <= text.size() && !place.stem.empty());
    last = place.end;
  }
  std::string words = search_words(text);
  require(invalid_utf8(words) == words.npos && words.find('"') == words.npos && words.find('*') == words.npos);
  if (auto at = find_word(text, {"принтер", "mail*"})) require(*at < text.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Shelf shelf;
  std::string_view text = as_text(data, size);
  check_places(text);
  try {
    std::vector<SearchTerm> terms = read_query(text);
    for (const SearchTerm& term : terms) require(!term.words.empty());
    auto found = find_words(shelf.store->db(), terms, -1);
    require(found.size() <= 2 && count_words(shelf.store->db(), terms) == static_cast<std::int64_t>(found.size()));
  } catch (const UsageError& error) {
    require_clear(error, "", size);
  }
  return 0;
}
