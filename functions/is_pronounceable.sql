-- Clusters of consonants that open and end words of European languages; 'VMWARE' and 'WISEDV' have none of them.
select
    value ~* (
        '^(?:[b-df-hj-np-tv-xz]|b[lrhj]|c(?:h[lr]?|[lrz])|d[rhjw]|f[jlr]|g[hlnr]|k[hjlnrsw]|ll|mc[a-z]?[hlr]?'
        || '|p(?:h[lr]?|[flrs])|rh|s(?:ch[lmnrw]?|cr?|h[lr]?|kr?|[jlmn]|p[hlr]?|q|tr?|[vwz])|t(?:h[rw]?|[jrswz])'
        || '|w[hr]|z[bhw])?[aeiouy\u00c0-\u024f]'
        || '(?:.*[aeiouy\u00c0-\u024f])?'
        || '(?:[b-df-hj-np-tv-xz]|([bdfglmnprstz])\1s?|c(?:h|ht|hs|k|ks|t|ts|z)|d[st]|fts?|g(?:h|ht|hts|s)|h[lmnrs]|ks'
        || '|l(?:ch|ph|d|ds|f|k|ks|m|ms|p|ps|s|t|ts|th|z|b)|m(?:b|bs|p|ps|pt|s)'
        || '|n(?:c|ch|cs|d|ds|dt|g|gs|gth|k|ks|s|t|ts|th|tz|x|z)'
        || '|p(?:h|hs|s|t|ts)|r(?:b|bs|c|ch|d|ds|dt|f|g|gs|k|ks|l|ld|ls|m|ms|n|ns|p|ps|s|sh|st|t|ts|th|tz|x|z)'
        || '|s(?:ch|h|k|ks|m|ms|p|t|ts)|t(?:ch|h|hs|s|z)|w(?:d|k|ks|l|ls|n|ns|s)|xt)?$'
    )
    and value !~* '[b-df-hj-np-tv-xz]{6}'
