package io.reservoir.dsl.ovf;

import java.util.Set;

/** The namespaces of envelopes. */
final class Namespaces {
    static final String OVF_1 = "http://schemas.dmtf.org/ovf/envelope/1";
    static final String OVF_2 = "http://schemas.dmtf.org/ovf/envelope/2";
    static final String RASD = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData";
    static final String VSSD = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData";
    static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    /** The RESERVOIR project's extensions. */
    static final String RESERVOIR = "http://schemas.telefonica.com/claudia/ovf";

    /** Ours: rules in the service language, and digests of files. */
    static final String RSL = "https://reservoir.io/rsl/1";

    /** The standard's, with the pre-standard one, one that some products write, and none at all, as in old files. */
    private static final Set<String> OVF =
            Set.of(OVF_1, OVF_1 + "/", OVF_2, "http://www.vmware.com/schema/ovf/1/envelope", "");

    private Namespaces() {}

    static boolean isOvf(String namespace) {
        return OVF.contains(namespace);
    }
}
