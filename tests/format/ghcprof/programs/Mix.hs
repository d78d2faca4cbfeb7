module Main (main) where

import Control.Concurrent
import qualified Data.Map as Map
import Store

parse :: Int -> Map.Map String Int
parse n = Map.fromList [(reverse (show i), i) | i <- [1 .. n]]

emit :: Int -> Int
emit n = search 5 (fill n)

größe :: Int -> Int
größe n = length (show (emit n))

worker :: MVar Int -> IO ()
worker done = putMVar done $! sum (map größe [900 .. 960])

main :: IO ()
main = do
  done <- newEmptyMVar
  _ <- forkIO (worker done)
  print (Map.size (parse 40000))
  takeMVar done >>= print
  print (emit 2000)
