select string_agg(parameter, '&' order by position_)
from unnest(string_to_array(query, '&')) with ordinality as parameters (parameter, position_)
where
    parameter <> ''
    and lower(split_part(parameter, '=', 1)) not like 'utm%'
    and lower(split_part(parameter, '=', 1)) not in (
        'gclid', 'fbclid', 'msclkid', 'dclid', 'gbraid', 'wbraid', 'yclid', 'igshid', 'twclid', 'ttclid',
        'li_fat_id', 'mc_cid', 'mc_eid', '_hsenc', '_hsmi', '__hstc', '__hssc', '__hsfp', 'hsctatracking',
        '_ga', '_gl', 'mkt_tok', 'trk', 'trkinfo', 'trackingid', 'ref', 'ref_src', 'ref_url', 'referrer'
    )
