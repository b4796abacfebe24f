package io.gavel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class SmallHeapTest {
    @Test
    void aRunningJvmIsToldToGiveHeapBack() {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        String least = jvm.getVMOption("MinHeapFreeRatio").getValue();
        String most = jvm.getVMOption("MaxHeapFreeRatio").getValue();
        try {
            SmallHeap.ask();
            assertEquals("5", jvm.getVMOption("MinHeapFreeRatio").getValue());
            assertEquals("15", jvm.getVMOption("MaxHeapFreeRatio").getValue());
        } finally {
            jvm.setVMOption("MaxHeapFreeRatio", most);
            jvm.setVMOption("MinHeapFreeRatio", least);
            jvm.setVMOption("G1PeriodicGCInterval", "0");
        }
    }
}
