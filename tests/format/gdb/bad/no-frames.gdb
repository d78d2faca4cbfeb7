#0  main
#1  0x00007f3 start
