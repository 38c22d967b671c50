// Keys and things that exist once.  See units.cpp for how this is read.
#include "base/identifier.hpp"
#include "store/store.hpp"

using namespace outdesk;

void control(Db& db) {
  ClientKey client("romashka");
  TicketKey ticket("T-2026-00417");
  db.run("SELECT $1", client.str());
  Transaction transaction(db);
  Store store = Store::open_to_read("outdesk.db");
  Store other = std::move(store);
}

void wrong([[maybe_unused]] Db& db, [[maybe_unused]] ClientKey& client, [[maybe_unused]] TicketKey& ticket, [[maybe_unused]] Store& store) {
#if CASE == 1  // "use of deleted function"
  ClientKey nothing;
#elif CASE == 2  // "use of deleted function"
  TicketKey nothing;
#elif CASE == 3  // "conversion from"
  ClientKey from_text = std::string("romashka");
#elif CASE == 4  // "no match for 'operator='"
  client = ticket;
#elif CASE == 5  // "no match for 'operator=='"
  (void)(client == ticket);
#elif CASE == 6  // "use of deleted function"
  Store copy = store;
#elif CASE == 7  // "use of deleted function"
  Transaction first(db), copy = first;
#elif CASE == 8  // "ambiguous"
  db.run("SELECT $1", 0.95);
#elif CASE == 9  // "no matching function"
  db.run("SELECT $1", client);
#elif CASE == 10  // "use of deleted function"
  Db copy = db;
#endif
}
