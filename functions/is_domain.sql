select
    length(host) <= 253
    and host like '%_.__%'
    and split_part(host, '.', -1) like '__%'
    and translate(split_part(host, '.', -1), '0123456789', '') <> ''
    and host not like '.%'
    and host not like '-%'
    and host not like '%-'
    and host not like '%..%'
    and host not like '%.-%'
    and host not like '%-.%'
    and {{ function('is_domain_label_text') }}(host)
    and (length(host) <= 63 or host !~ '[^.]{64}')
