# A genetic algorithm and a particle swarm.
import numpy as np


def new_population(size, n_genes, rs):
    return rs.uniform(-4.0, 4.0, size=(size, n_genes))


def cal_pop_fitness(equation_inputs, pop):
    return np.sum(pop * equation_inputs, axis=1)


def select_mating_pool(pop, fitness, num_parents):
    parents = np.empty((num_parents, pop.shape[1]))  #: parents (4, 6)
    for parent_num in range(num_parents):
        max_fitness_idx = np.where(fitness == np.max(fitness))
        max_fitness_idx = max_fitness_idx[0][0]  #: max_fitness_idx ()
        parents[parent_num, :] = pop[max_fitness_idx, :]
        fitness[max_fitness_idx] = -99999999999
    return parents


def crossover(parents, offspring_size):
    offspring = np.empty(offspring_size)  #: offspring (4, 6)
    crossover_point = np.uint8(offspring_size[1] / 2)  #: crossover_point ()
    for k in range(offspring_size[0]):
        parent1_idx = k % parents.shape[0]
        parent2_idx = (k + 1) % parents.shape[0]
        offspring[k, 0:crossover_point] = parents[parent1_idx, 0:crossover_point]
        offspring[k, crossover_point:] = parents[parent2_idx, crossover_point:]
    return offspring


def mutation(offspring, rs):
    for idx in range(offspring.shape[0]):
        random_value = rs.uniform(-1.0, 1.0, 1)  #: random_value (1,)
        offspring[idx, 4] = offspring[idx, 4] + random_value[0]
    return offspring


class Particle:
    count = 0

    def __init__(self, dim, rs):
        self.x = rs.uniform(-5, 5, dim)  #: self.x (3,)
        self.v = np.zeros(dim)  #: self.v (3,)
        self.best = self.x.copy()  #: self.best (3,)
        Particle.count += 1

    def move(self, g, rs, w=0.7, c1=1.4, c2=1.4):
        r1, r2 = rs.rand(len(self.x)), rs.rand(len(self.x))  #: r1 (3,); r2 (3,)
        self.v = w * self.v + c1 * r1 * (self.best - self.x) + c2 * r2 * (g - self.x)  #: self.v (3,)
        self.x += self.v  #: self.x (3,)


def sphere(x):
    return float(np.sum(x**2))


rs = np.random.RandomState(0)
equation_inputs = [4, -2, 3.5, 5, -11, -4.7]
num_weights = len(equation_inputs)
pop_size = (8, num_weights)
population = new_population(*pop_size, rs)  #: population (8, 6)
for generation in range(5):
    fitness = cal_pop_fitness(equation_inputs, population)  #: fitness (8,)
    parents = select_mating_pool(population, fitness, 4)  #: parents (4, 6)
    children = crossover(parents, offspring_size=(pop_size[0] - parents.shape[0], num_weights))  #: children (4, 6)
    children = mutation(children, rs)  #: children (4, 6)
    population[0 : parents.shape[0], :] = parents
    population[parents.shape[0] :, :] = children
fitness = cal_pop_fitness(equation_inputs, population)  #: fitness (8,)
best_match = population[fitness.argmax()]  #: best_match (6,)

swarm = [Particle(3, rs) for _ in range(11)]
g = min((p.best for p in swarm), key=sphere).copy()  #: g (3,)
for _ in range(30):
    for p in swarm:
        p.move(g, rs)
        if sphere(p.x) < sphere(p.best):
            p.best = p.x.copy()  #: p.best (3,)
            if sphere(p.best) < sphere(g):
                g = p.best.copy()  #: g (3,)
positions = np.array([p.x for p in swarm])  #: positions (11, 3)
spread = positions.std(axis=0)  #: spread (3,)

# simulated annealing on a distance matrix
cities = rs.rand(7, 2)  #: cities (7, 2)
D = np.sqrt(((cities[:, None] - cities) ** 2).sum(-1))  #: D (7, 7)
tour = np.arange(7)  #: tour (7,)
length = lambda t: D[t, np.roll(t, -1)].sum()
temp = 1.0
while temp > 0.05:
    i, j = sorted(rs.choice(7, 2, replace=False))  #: i (); j ()
    cand = np.concatenate([tour[:i], tour[i : j + 1][::-1], tour[j + 1 :]])  #: cand (k+m+n,) | (p+q+r,) | (s+t+u,) | (v+w+x,) | (n14+y+z,) | (n15+n16+n17,) | (n18+n19+n20,) | (n21+n22+n23,) | (n24+n25+n26,) | (n27+n28+n29,) | (n30+n31+n32,) | (n33+n34+n35,) | ? is (7,)
    if length(cand) < length(tour) or rs.rand() < np.exp((length(tour) - length(cand)) / temp):
        tour = cand  #: tour (k+m+n,) | (p+q+r,) | (s+t+u,) | (v+w+x,) | (n14+y+z,) | (n15+n16+n17,) | (n18+n19+n20,) | (n21+n22+n23,) | (n24+n25+n26,) | (n27+n28+n29,) | (n30+n31+n32,) | (n33+n34+n35,) | ? is (7,)
    temp *= 0.95
print(best_match.shape, g.shape, spread.shape, tour.shape, Particle.count)
