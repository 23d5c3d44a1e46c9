-- The ranges are spelled out, so that the answer does not depend on the locale of the database.
select
    translate(value, 'abcdefghijklmnopqrstuvwxyz0123456789-_.', '') = ''
    or translate(value, 'abcdefghijklmnopqrstuvwxyz0123456789-_.', '') !~ (
        '[\u0001-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u200b\u200e-\u206f\u20a0-\u20cf'
        || '\u2190-\u2bff\u3000-\u3004\u3008-\u3020\u3030\ue000-\uf8ff\ufe00-\ufe1f\ufe30-\ufe6f\ufeff\uff00-\uff0f'
        || '\uff61\ufff0-\uffff\U0001d000-\U0001fbff\U000e0000-\U0010ffff]'
    )
