# Writes dumps that StackProf does not write, or not often: edges.rb FOLDER, with ok/ and bad/ in it.
require 'json'

FOLDER = ARGV[0]

def write(name, value)
  data = name.end_with?('.json') ? JSON.generate(value) : Marshal.dump(value)
  File.binwrite(File.join(FOLDER, name), data)
end

def frame(name, more = {})
  { name: name, file: '/demo/a.rb', line: 3, total_samples: 2, samples: 1 }.merge(more)
end

def result(more = {})
  { version: 1.2, mode: :wall, interval: 1000, samples: 3, gc_samples: 0, missed_samples: 0, metadata: {},
    frames: { 11 => frame('main', edges: { 2**40 => 2 }), 2**40 => frame('leaf') }, raw: [2, 11, 2**40, 2, 1, 11, 1],
    raw_timestamp_deltas: [1000, 999, 1500] }.merge(more)
end

def nested(depth)
  (1..depth).inject(nil) { |inner, _| [inner] }
end

class Stranger
  def initialize
    @secret = 1
  end
end

shared = 'shared text'
numbers = [0, 1, 122, 123, 255, 256, 65_535, 65_536, 2**24, 2**30 - 1, 2**30, 2**62, 2**63, 2**64 - 2, -1, -123, -124,
           -256, -257, -65_537, -2**30, -2**31, -2**62, 2**80, -2**2000]
write('ok/values.dump', result(metadata: { shared => shared, :"\u00e9t\u00e9" => :"\u00e9t\u00e9", 1.5 => 1.5, nil => [],
                                           list: [shared, 1.5, 2**40, numbers, true, false, nil, Float::INFINITY,
                                                  -Float::INFINITY, Float::NAN, 'latin'.encode('ISO-8859-1'),
                                                  'jis'.encode('Shift_JIS'), "bytes".b] }))
write('ok/default.dump', result(metadata: Hash.new(0).merge('a' => 1), frames: Hash.new(nil).merge(result[:frames])))
write('ok/lines.dump', result(raw_lines: [2, 5, 7, 2, 1, 6, 1]))
write('ok/lines.json', result(raw_lines: [2, 5, 7, 2, 1, 6, 1]))
gc = { 1 => frame('(garbage collection)', file: '', line: nil), 3 => frame('(marking)', file: '', line: nil) }
write('ok/collector.json', result(frames: gc.merge(result[:frames]), raw: [2, 11, 2**40, 1, 1, 1, 1, 2, 1, 3, 1]))
write('ok/few-times.json', result(raw_timestamp_deltas: [1000, -5]))
write('ok/custom.json', result(mode: 'custom', interval: nil).reject { |k, _| k == :interval })
write('ok/names-missing.json', result(frames: { 11 => { name: nil, file: nil, samples: 1, total_samples: 1 },
                                                2**40 => { samples: 2, total_samples: 2 } }))

write('bad/object.dump', result(metadata: { who: Stranger.new }))
write('bad/deep.dump', result(metadata: { deep: nested(100) }))
write('bad/array-key.dump', result(metadata: { [1] => 2 }))
write('bad/frame-is-missing.dump', result(raw: [1, 12, 1]))
write('bad/raw-is-short.dump', result(raw: [2, 11, 2**40]))
write('bad/raw-is-huge.json', result(raw: [2**62, 11, 2]))
write('bad/raw-is-negative.dump', result(raw: [1, -11, 1]))
write('bad/raw-is-text.json', result(raw: [1, '11', 1]))
write('bad/edge-is-missing.json', result(raw: [], frames: { 11 => frame('main', edges: { 12 => 1 }) }))
write('bad/no-frames.json', result(raw: nil, frames: {}))
write('bad/zeros.json', result(raw: [1, 11, 0]))
write('bad/mode-is-a-number.json', result(mode: 7))
write('bad/negative-samples.json', result(raw: nil, frames: { 11 => frame('main', samples: -1) }))
write('bad/frames-are-an-array.dump', result(frames: [1]))
write('bad/frame-is-text.json', result(frames: { 11 => 'main' }))
write('bad/frame-without-number.json', result(frames: { 'main' => frame('main') }))
write('bad/array.dump', [1, 2])
good = Marshal.dump(result)
File.binwrite(File.join(FOLDER, 'bad/cut.dump'), good[0, good.size - 20])
File.binwrite(File.join(FOLDER, 'bad/version.dump'), "\x04\x09" + good[2..])
File.binwrite(File.join(FOLDER, 'bad/empty.dump'), '')
File.binwrite(File.join(FOLDER, 'bad/version-only.dump'), "\x04\x08")
File.binwrite(File.join(FOLDER, 'bad/link.dump'), "\x04\x08{\x06:\x09mode@\x0a0")
File.binwrite(File.join(FOLDER, 'bad/symbol-link.dump'), "\x04\x08{\x06;\x06:\x09wall")
File.binwrite(File.join(FOLDER, 'bad/string-size.dump'), "\x04\x08{\x06:\x09mode\"\x04\xff\xff\xff\x7fwall".b)
File.binwrite(File.join(FOLDER, 'bad/hash-size.dump'), "\x04\x08{\x04\xff\xff\xff\x7f:\x09mode:\x09wall".b)
File.binwrite(File.join(FOLDER, 'bad/negative-size.dump'), "\x04\x08{\x06:\xfaabc".b)
