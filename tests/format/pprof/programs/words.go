// A small program that is profiled by itself: cpu.pb.gz and heap.pb.gz.
package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"sort"
	"strings"
)

type word struct {
	text  string
	count int
}

func parse(text string) map[string]*word {
	words := map[string]*word{}
	for _, field := range strings.Fields(text) {
		key := clean(field)
		if w, ok := words[key]; ok {
			w.count++
		} else {
			words[key] = &word{key, 1}
		}
	}
	return words
}

func clean(field string) string { return strings.ToLower(strings.Trim(field, ".,")) }

func rank(words map[string]*word) []*word {
	var list []*word
	for _, w := range words {
		list = append(list, w)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].count > list[j].count })
	return list
}

func fibonacci(n int) int {
	if n < 2 {
		return n
	}
	return fibonacci(n-1) + fibonacci(n-2)
}

var kept [][]*word

func main() {
	runtime.MemProfileRate = 4096
	cpu, _ := os.Create("cpu.pb.gz")
	pprof.StartCPUProfile(cpu)
	var text strings.Builder
	for i := 0; i < 20000; i++ {
		fmt.Fprintf(&text, "Word%d, number %d. ", i%977, fibonacci(i%18))
	}
	for i := 0; i < 10; i++ {
		kept = append(kept, rank(parse(text.String())))
	}
	fmt.Println(len(kept), fibonacci(32))
	pprof.StopCPUProfile()
	cpu.Close()
	runtime.GC()
	heap, _ := os.Create("heap.pb.gz")
	pprof.WriteHeapProfile(heap)
	heap.Close()
}
