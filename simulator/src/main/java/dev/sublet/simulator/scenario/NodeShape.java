package dev.sublet.simulator.scenario;

/** The instance types of the fleet. */
enum NodeShape {
    GENERAL("m6i.2xlarge", 8, 32, 0),
    MEMORY("r6i.2xlarge", 8, 64, 0),
    GPU("g5.2xlarge", 8, 32, 1),
    BURST("c6i.xlarge", 4, 8, 0);

    private final String instanceType;
    private final int cores;
    private final int memoryGib;
    private final int gpus;

    NodeShape(String instanceType, int cores, int memoryGib, int gpus) {
        this.instanceType = instanceType;
        this.cores = cores;
        this.memoryGib = memoryGib;
        this.gpus = gpus;
    }

    String instanceType() {
        return instanceType;
    }

    int cores() {
        return cores;
    }

    int memoryGib() {
        return memoryGib;
    }

    int gpus() {
        return gpus;
    }
}
