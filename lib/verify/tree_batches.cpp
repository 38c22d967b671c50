#include "verify/tree_batches.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/interrupt.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostBatches = 64, kMostItems = 8192;
/// Locks and wake-ups cost as much as a small file: a thread that sleeps is woken for some of them, and takes some at once
/// where many are there.
constexpr std::size_t kWorthWaking = 32, kTakenAtOnce = 8, kMany = 128;

}  // namespace

void TreeBatches::wait(std::unique_lock<std::mutex>& lock) {
  if (failure_) std::rethrow_exception(failure_);
  lock.unlock();
  stop_where_asked();
  lock.lock();
}

void TreeBatches::add(std::unique_ptr<TreeBatch> batch) {
  std::unique_lock lock(mutex_);
  wait(lock);
  while (batches_.size() >= kMostBatches || waiting_items_ >= kMostItems) {
    walk_waits_ = true;
    changed_.wait_for(lock, std::chrono::milliseconds(100));
    walk_waits_ = false;
    wait(lock);
  }
  waiting_items_ += batch->items.size();
  batches_.push_back(std::move(batch));
  if (idle_ && (waiting_items_ >= kWorthWaking || batches_.size() == kMostBatches)) work_there_.notify_all();
}

void TreeBatches::finish(unsigned workers) {
  std::unique_lock lock(mutex_);
  all_added_ = true;
  work_there_.notify_all();
  wait(lock);
  while (gone_ < workers) {
    changed_.wait_for(lock, std::chrono::milliseconds(100));
    wait(lock);
  }
  if (failure_) std::rethrow_exception(failure_);
}

TreeBatches::Work TreeBatches::take() {
  std::unique_lock lock(mutex_);
  ++idle_;
  if (batches_.empty())
    work_there_.wait(lock, [this] { return stopped_ || all_added_ || waiting_items_ >= kWorthWaking || batches_.size() == kMostBatches; });
  --idle_;
  if (stopped_ || batches_.empty()) return {};
  Work work{batches_.front(), batches_.front()->next, 0};
  std::size_t there = work.batch->items.size() - work.from;
  work.to = work.from + (waiting_items_ >= kMany ? std::min(there, kTakenAtOnce) : 1);
  work.batch->next = work.to;
  waiting_items_ -= work.to - work.from;
  if (work.to == work.batch->items.size()) batches_.pop_front();
  if (walk_waits_ && waiting_items_ <= kMostItems / 2 && batches_.size() <= kMostBatches / 2) changed_.notify_one();
  return work;
}

void TreeBatches::left(std::exception_ptr why) {
  std::lock_guard lock(mutex_);
  ++gone_;
  if (why && !failure_) failure_ = std::move(why);
  if (failure_) stopped_ = true;
  work_there_.notify_all();
  changed_.notify_all();
}

void TreeBatches::stop() {
  std::lock_guard lock(mutex_);
  stopped_ = true;
  work_there_.notify_all();
}

}  // namespace outdesk
