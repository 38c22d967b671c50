#include "dispatch/send_package.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/zone.hpp"
#include "client/client_store.hpp"
#include "client/mail_terms.hpp"
#include "delivery/delivery_store.hpp"
#include "dispatch/package_letter.hpp"
#include "dispatch/send_lock.hpp"
#include "mail/sendmail.hpp"
#include "store/store.hpp"

namespace outdesk {

namespace {

/// One audience's package, on its way.
struct Consignment {
  FoundPackage package;
  std::optional<SentRevision> before;  ///< what the client has or may have
  SendOutcome outcome;
  std::string letter;                  ///< bytes; empty: not to be sent
};

DeliveryState state_after(LetterTaken taken) {
  switch (taken) {
    case LetterTaken::yes: return DeliveryState::accepted;
    case LetterTaken::no: return DeliveryState::refused;
    case LetterTaken::unknown: break;
  }
  return DeliveryState::uncertain;
}

class Sender {
 public:
  explicit Sender(const SendOrder& order) : order_(order) {}

  std::vector<SendOutcome> send() {
    std::optional<SendLock> lock;
    if (!order_.dry_run) lock.emplace(order_.store, order_.folder);
    look();
    for (Consignment& one : all_) judge(one);
    if (!order_.dry_run && std::any_of(all_.begin(), all_.end(), [](const auto& one) { return !one.letter.empty(); })) sendmail_ = checked_sendmail(order_.sendmail);
    std::vector<SendOutcome> outcomes;
    for (Consignment& one : all_) {
      if (!one.letter.empty() && !order_.dry_run) hand_over(one);
      outcomes.push_back(std::move(one.outcome));
    }
    return outcomes;
  }

 private:
  /// As for writing: a store that is full or held is found before a letter is out.
  Store opened() const { return order_.dry_run ? Store::open_to_read(order_.store) : Store::open_to_change(order_.store); }

  void look() {
    Store store = opened();
    ReadTransaction moment(store.db());
    client_ = client_id(store.db(), order_.client);
    contract_ = contract_now(store.db(), order_.client, order_.now);
    from_ = sender_address();
    for (Audience audience : audiences()) {
      Consignment one;
      one.package = newest_package(order_.folder, order_.client, order_.month, audience);
      one.outcome.recipients = order_.to.empty() ? contract_.delivery.of(audience) : order_.to;
      one.before = last_sent(store.db(), client_, order_.month, audience, one.outcome.recipients);
      all_.push_back(std::move(one));
    }
  }

  std::string sender_address() const {
    std::string from = !contract_.delivery.from.empty() ? contract_.delivery.from : !contract_.mail.from.empty() ? contract_.mail.from : order_.own_address;
    if (from.empty())
      throw UsageError("the contract of " + in_quotes(order_.client) + " names no address that letters come from",
                       "set \"delivery\": {\"from\": …} in the contract, or OUTDESK_MAIL_FROM");
    if (auto why = not_a_mail_address(from); !why.empty()) throw UsageError("the address " + in_quotes(from) + " that letters come from " + why);
    return from;
  }

  std::vector<Audience> audiences() const {
    if (order_.audience) {
      check_recipients(*order_.audience);
      return {*order_.audience};
    }
    if (!order_.to.empty()) throw UsageError("--to needs --audience", "say whose package the address is to get");
    std::vector<Audience> named;
    for (Audience audience : kAudiences) if (!contract_.delivery.of(audience).empty()) named.push_back(audience);
    if (named.empty())
      throw UsageError("the contract of " + in_quotes(order_.client) + " names nobody to send packages to", "set \"delivery\": {\"to\": [\"director@…\"]} in the contract");
    return named;
  }

  /// An address given by hand gets no more than the contract lets it have.
  void check_recipients(Audience audience) const {
    if (order_.to.empty() && contract_.delivery.of(audience).empty())
      throw UsageError("the contract of " + in_quotes(order_.client) + " names nobody under " + in_quotes(name_of(audience)), "name an address with --to");
    auto among = [&](Audience whose, const std::string& address) {
      const auto& list = contract_.delivery.of(whose);
      return std::find(list.begin(), list.end(), address) != list.end();
    };
    for (const std::string& address : order_.to)
      for (Audience other : kAudiences)
        if (audience == Audience::director && other != audience && among(other, address) && !among(audience, address))
          throw UsageError("by the contract " + in_quotes(address) + " gets the package for " + in_quotes(name_of(other)) + ", not the director's",
                           "send it with --audience " + std::string(name_of(other)) + ", or change the contract");
  }

  DeliveryLine line_of(const Consignment& one, DeliveryState state, std::string words) const {
    return {order_.month, one.package.id.audience, one.package.id.revision, one.package.manifest, state,
            order_.now, order_.by, one.outcome.recipients, message_id_of(one.package, from_), std::move(words)};
  }

  void write(const std::vector<DeliveryLine>& lines) const {
    Store store = Store::open_to_change(order_.store);
    Transaction transaction(store.db());
    for (const DeliveryLine& line : lines) append_delivery(store.db(), client_, line);
    transaction.commit();
  }

  /// Whether it is to be sent, and then the letter.
  void judge(Consignment& one) {
    SendOutcome& outcome = one.outcome;
    outcome.audience = one.package.id.audience;
    outcome.revision = one.package.id.revision;
    outcome.folder = one.package.folder;
    outcome.message_id = message_id_of(one.package, from_);
    refuse_running_month(one.package);
    if (one.before) check_before(one);
    bool new_here = !one.before || one.before->revision < one.package.id.revision;
    if (!new_here && one.before->state == DeliveryState::sent) end_open_attempt(one);
    if (!new_here && !order_.again) {
      outcome.state = one.before->state;
      outcome.at = one.before->at;
      outcome.recipients = one.before->recipients;
      outcome.message_id = one.before->message_id;
      return;
    }
    Letter letter = letter_of(one.package, contract_, from_, order_.now);
    letter.to = outcome.recipients;
    outcome.act = SendOutcome::Act::would_be;
    outcome.attached = static_cast<std::int64_t>(letter.attachment.size());
    one.letter = composed_letter(letter);
  }

  /// What is not over will be another package: a client is sent what stands.
  void refuse_running_month(const FoundPackage& package) const {
    if (package.cut_off >= Zone::named(contract_.timezone).month(order_.month).to || order_.again) return;
    throw Error(Exit::delivery, "the package " + in_quotes(package.id.folder()) + " is of a month that was not over: its facts end at " + to_text(package.cut_off),
                "build it again after the month's end, or send it all the same with --again");
  }

  void check_before(const Consignment& one) const {
    const SentRevision& before = *one.before;
    if (before.revision < one.package.id.revision || (before.revision == one.package.id.revision && before.manifest == one.package.manifest)) return;
    throw Error(Exit::delivery, "revision " + std::to_string(before.revision) + " was sent for " + in_quotes(name_of(one.package.id.audience)) + ", and " + in_quotes(one.package.folder) + " is not what was sent",
                "build the month again, which makes the next revision");
  }

  /// A run ended between `sent` and how it ended.
  void end_open_attempt(Consignment& one) const {
    DeliveryLine line = line_of(one, DeliveryState::uncertain, "the run that handed it over did not live to say how that ended");
    line.recipients = one.before->recipients;
    line.message_id = one.before->message_id;
    if (!order_.dry_run) write({line});
    one.before->state = DeliveryState::uncertain;
    one.before->at = order_.now;
    one.outcome.words = line.words;
  }

  void hand_over(Consignment& one) {
    SendOutcome& outcome = one.outcome;
    bool by_hand = one.before && one.before->revision == one.package.id.revision;
    write({line_of(one, DeliveryState::built, ""), line_of(one, DeliveryState::sent, by_hand ? "again, by hand" : "")});
    ProgramResult result = run_sendmail(sendmail_, from_, one.letter);
    outcome.act = SendOutcome::Act::handed_over;
    outcome.state = state_after(letter_taken(result, outcome.recipients.size()));
    outcome.words = result.ok() ? "" : result.complaint(file_name_of(sendmail_));
    outcome.at = order_.now;
    write({line_of(one, outcome.state, outcome.words)});
  }

  const SendOrder& order_;
  std::int64_t client_ = 0;
  Contract contract_;
  std::string from_, sendmail_;
  std::vector<Consignment> all_;
};

}  // namespace

std::vector<SendOutcome> send_packages(const SendOrder& order) { return Sender(order).send(); }

}  // namespace outdesk
