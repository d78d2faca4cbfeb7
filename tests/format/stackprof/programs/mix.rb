# What the samples of stackprof ran: mix.rb MODE INTERVAL RAW OUTPUT ROUNDS
require 'stackprof'
require 'json'

class Store
  def initialize
    @rows = []
  end

  def fill(count)
    count.times { |i| @rows << "row #{i}" }
    leaf(20_000)
  end

  def search(depth)
    return leaf(9_000) if depth == 0
    @rows.select { |row| row.end_with?('7') }
    search(depth - 1)
  end

  def leaf(count)
    sum = 0
    i = 0
    while i < count
      sum += i * i
      i += 1
    end
    sum
  end
end

def parse(store)
  store.fill(300)
end

def emit(store)
  store.search(5)
  GC.start
end

mode, interval, raw, output = ARGV
result = StackProf.run(mode: mode.to_sym, interval: interval.to_i, raw: raw == 'raw',
                       metadata: { note: "a 'quoted' \u00e9t\u00e9", nested: { list: [1, 2.5, nil, true, -70_000] } }) do
  store = Store.new
  ARGV[4].to_i.times do
    parse(store)
    emit(store)
  end
end
File.binwrite(output, output.end_with?('.json') ? JSON.generate(result) : Marshal.dump(result))
