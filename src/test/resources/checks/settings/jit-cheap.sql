-- alone: yes
ALTER DATABASE {database} SET jit_above_cost = 10;
